"""The verbs that questions on papers use, known in all their forms."""

import re
from functools import cache

_VERBS = frozenset(
    "accept accuse achieve acquire act adapt add adopt advise affect agree aim allow analyse "
    "analyze announce appear apply appoint argue arise arrest arrive ask assess assume attend "
    "avoid become begin believe belong break bring build buy call carry catch cause cease choose "
    "claim classify collaborate collect combine come compare compete complain compose conclude "
    "conduct confirm connect consider consist construct contain continue contribute convince "
    "cooperate correlate create criticise criticize cut decide declare decline decrease defeat "
    "define deliver deny depend deploy derive describe detect determine develop die differ "
    "disagree disband discover discuss divide donate draw drop earn eat elect eliminate emerge "
    "employ enable encourage end enjoy ensure enter establish estimate evaluate examine exist "
    "expand expect explain explore export express extend face fail fall feel fight find finish "
    "follow forbid force form found gain gather get give go grow happen have hear help hold "
    "identify ignore impact implement imply import impose improve include increase indicate "
    "infect infer inform inherit inspire intend introduce invade invent invest involve issue join "
    "keep kill know lack land lead learn leave lend let lie like live lose make manage marry "
    "measure meet mention modify move name need negotiate note obtain occur offer open oppose "
    "order organise organize outperform participate pass pay perform persuade plan play point "
    "predict prefer prepare prevent produce prohibit promise promote propose protect prove "
    "provide publish purchase put raise reach react read realise realize receive recommend record "
    "reduce refer refuse reject relate release rely remain remove replace reply report represent "
    "require resign resolve respond result retire return reveal rise run say see seek seem select "
    "sell send separate serve set share show sign sing sit speak spend spread stand star start "
    "state stay stop strengthen study succeed suffer suggest supply support suppose surprise "
    "survive suspend suspect take talk teach tell tend test think tour train translate travel "
    "treat try turn understand undergo use vaccinate vary view violate visit vote wait want warn "
    "watch win withdraw withhold work worry write yield".split()
)
_ALSO_NOUNS = frozenset(
    "act aim call cause claim decline decrease drop end face fall fight force form found gain "
    "help impact increase issue land lead lie like measure move name need note offer order pass "
    "plan play point produce raise record release report result return rise run set share show "
    "sign spread stand star start state stay stop study supply support surprise suspect talk test "
    "tour train travel treat turn use view visit vote watch work yield promise purchase import "
    "export lack answer change attack trade".split()
)
"""Forms without “-ed” and “-ing” of these are nouns where an article or adjective stands before."""
_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "broke:break broken:break became:become began:begin begun:begin brought:bring "
        "built:build bought:buy caught:catch "
        "chose:choose chosen:choose came:come drew:draw drawn:draw ate:eat fell:fall fallen:fall "
        "felt:feel fought:fight found:find forbade:forbid got:get gave:give given:give went:go "
        "gone:go grew:grow grown:grow heard:hear held:hold kept:keep knew:know known:know led:lead "
        "left:leave lent:lend lost:lose made:make met:meet paid:pay ran:run rose:rise risen:rise "
        "said:say saw:see seen:see sought:seek sold:sell sent:send sang:sing sat:sit spoke:speak "
        "spent:spend stood:stand took:take taken:take taught:teach told:tell thought:think "
        "understood:understand underwent:undergo won:win withdrew:withdraw withheld:withhold "
        "wrote:write written:write arose:arise laid:lie meant:mean"
    ).split()
)
_NOT_PAST = frozenset(
    "hundred speed breed seed weed feed deed creed greed shed sled bed red embed exceed proceed "
    "succeed need indeed unprecedented united related limited so-called".split()
)
_ENDING = re.compile(r"(?:ies|es|s|ied|ed|d|ing)$")
_SHORTEST_PAST = 5


@cache
def base_of(word: str) -> str | None:
    """Return the base form of a form of a known verb, in small letters; None of other words."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _VERBS or word in _ALSO_NOUNS:
        return word
    ending = _ENDING.search(word)
    if ending is None:
        return None
    stem = word[: ending.start()]
    forms = [stem, f"{stem}e", stem[:-1]]  # The last is for doubled letters: “stopped”.
    if ending[0] in {"ies", "ied"}:
        forms = [f"{stem}y", f"{stem}ie"]
    elif stem[-1:] != stem[-2:-1]:
        forms = forms[:2]
    if ending[0] in {"es", "s"}:
        forms = [stem, word[:-1]]
    return next((form for form in forms if form in _VERBS or form in _ALSO_NOUNS), None)


def is_verb(word: str, *, after_article: bool = False) -> bool:
    """Whether a word in small letters is a verb's form, by itself or behind an article."""
    base = base_of(word)
    if base is None:
        regular = word.endswith("ed") and len(word) >= _SHORTEST_PAST and word not in _NOT_PAST
        return regular and not after_article
    return not (after_article and (base in _ALSO_NOUNS or word.endswith(("ed", "ing"))))
