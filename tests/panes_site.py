"""The panes of the page alone, served over the toy encoder until the process is ended.

python -m tests.panes_site
"""

from typing import TYPE_CHECKING

import index.encoding.encoders
import ui.web.serving.site
from qa.workspace import open_workspace
from tests.toy_encoder import ToyEncoder
from ui.web.guards.queue import queue_fairly
from ui.web.serving.server import serve

if TYPE_CHECKING:
    import gradio

    from qa.workspace import Workspace


def build_panes(workspace: "Workspace") -> "gradio.Blocks":
    """Build a page of the two panes, which shows the papers that are chosen."""
    import gradio

    from ui.web.evaluation.pane import build_evaluation_pane
    from ui.web.library.pane import build_library_pane

    app: gradio.Blocks
    with gradio.Blocks(title="Panes", analytics_enabled=False, fill_width=True) as app:
        gradio.HTML("<h1>Panes</h1>", padding=False, elem_id="conversation")
        chosen = gradio.State(())
        with gradio.Tab("Library"):
            build_library_pane(workspace, chosen=chosen)
            count = gradio.Textbox(label="Chosen")
            gradio.Button("Count").click(
                lambda papers: str(len(papers)),
                inputs=chosen,
                outputs=count,
                api_visibility="private",
            )
        with gradio.Tab("Evaluation"):
            build_evaluation_pane(workspace)
    queue_fairly(app)
    return app


if __name__ == "__main__":
    index.encoding.encoders.make_encoder = ToyEncoder
    setattr(ui.web.serving.site, "build_app", build_panes)  # noqa: B010 - it is imported there
    serve(open_workspace, port=0)
