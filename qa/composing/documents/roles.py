"""What a sentence does in its paper: states an aim, a finding, a limitation, told by its cues.

Rhetorical roles and their cue phrases: argumentative zoning, Teufel and Moens 2002.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from qa.understanding.kinds.classifier import Kind

STATED = 1.5
"""The strength of a sentence that says outright what it does."""
_HINTED = 0.75
_WORK = (
    r"(?:study|paper|article|research|work|review|essay|chapter|report|thesis|analysis|"
    r"editorial|survey|project|manuscript|commentary|note)"
)
_THIS_WORK = (
    rf"(?<!for )(?<!of )(?<!in )(?<!to )(?<!by )(?<!with )(?<!from )(?<!on )(?:this|our|"
    rf"the (?:present|current)|(?:the|an?) (?:aim|purpose|objective|goal)s? of "
    rf"(?:this|the|our)) {_WORK}"
)
_DOES = (
    r"(?:aim|seek|sought|attempt|tr(?:y|ies)|explor|examin|investigat|analy[sz]|highlight|present|"
    r"describ|discuss|argu|address|review|assess|evaluat|propos|introduc|consider|focus|trac|"
    r"ask|test|compar|estimat|report|look|stud|outlin|offer|provid|develop|shed)\w*"
)


@dataclass(frozen=True, slots=True)
class Role:
    """What a sentence may do in its paper, and how that is told.

    `strong` cues say it outright, `weak` ones may; `titles` are of sections where it is done, and
    `of_title` what standing in one counts. A sentence with `denied` does something else.
    """

    strong: re.Pattern[str]
    weak: re.Pattern[str]
    titles: re.Pattern[str]
    of_title: float = 0.5
    denied: re.Pattern[str] | None = None

    def strength(self, sentence: str, section: tuple[str, ...] = ()) -> float:
        """Return how surely a sentence in a section does it: 0 not at all, 3 at most."""
        if self.denies(sentence):
            return 0.0
        said = (
            STATED if self.strong.search(sentence) else _HINTED * bool(self.weak.search(sentence))
        )
        fits = self.of_title if any(map(self.titles.search, section)) else 0.0
        return said + fits if said or fits >= STATED else 0.0

    def denies(self, sentence: str) -> bool:
        """Whether a sentence does something else, such as to say how a paper proceeds."""
        return self.denied is not None and self.denied.search(sentence) is not None


AIM = Role(
    re.compile(
        rf"\b{_THIS_WORK}\b.{{0,60}}?\b{_DOES}\b"
        rf"|\b(?:here|in {_THIS_WORK}),? (?:we|i)\b|\b(?:we|i) (?:aim|seek|sought|set out|ask)\b"
        r"|\b(?:aims?|purpose|objectives?|goals?) (?:of|is|was|are|were) |\bresearch question",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:we|i) (?:\w++ )?{_DOES}\b|\bit (?:will )?{_DOES}\b", re.IGNORECASE),
    re.compile(r"\b(?:abstract|summary|aims?|objectives?|purpose)\b", re.IGNORECASE),
)
FINDING = Role(
    re.compile(
        r"\b(?:we|i|our (?:\w++ ){0,3}|(?:the|these|this) (?:\w++ ){0,2}(?:results?|"
        r"findings?|data|"
        r"stud(?:y|ies)|analys[ei]s|evidence|trends?)|results|findings) (?:(?!to )\w++ ){0,2}"
        r"(?:show|find|found|demonstrat|suggest|indicat|reveal|confirm|conclud|observ|identif|"
        r"detect|argu)\w*|\bin (?:conclusion|summary)\b|\bit is (?:concluded|argued|clear|"
        r"evident)\b"
        r"|\bto (?:conclude|sum up)\b|\b(?:in|on) (?:our|my) (?:view|opinion|account)\b"
        r"|\b(?:we|i) (?:\w++ )?(?:believe|contend|hold|maintain)\b"
        r"|\bthere (?:is|was) (?:\w++ )?(?:no|little|strong|clear|ample|growing) (?:\w++ "
        r")?evidence\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:overall|thus|therefore|hence|taken together|consequently|conclusions?|"
        r"imperative)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:conclu\w*|findings?|summary|abstract)\b", re.IGNORECASE),
)
CONTRIBUTION = Role(
    re.compile(
        r"\bcontribut(?:es?|ions?|ing) (?:of|to|is|are|in|by)\b|\bfor the first time\b"
        r"|\b(?:is|are|be|provides?|presents?|report) (?:the|our) first\b|\bfirst (?:study|"
        r"report|to)\b"
        r"|\b(?:new|novel|original) (?:\w++ )?(?:perspective|approach|method|insight|scheme|"
        r"framework|model|protocol|evidence|"
        r"light|understanding|data|technique|way|theory|interpretation|dimension)s?\b"
        rf"|\bwe (?:propose|introduce|develop|design)\b|\b{_THIS_WORK}\b.{{0,40}}?\b(?:adds?|"
        rf"fills?)\b"
        r"|\b(?:unlike|in contrast to|compared (?:to|with)|beyond) (?:previous|prior|"
        r"earlier|existing)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:gap|improv\w+|outperform\w*|extend\w*|original|unprecedented|advance[sd]?|"
        r"better than|previously un\w+|we (?:present|show|provide|report))\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:[\d.]+ )?(?:abstract|contributions?|novelty|significance|author summary)\b",
        re.IGNORECASE,
    ),
)
LIMITATION = Role(
    re.compile(
        r"\b(?:limitations?|shortcomings?|weakness(?:es)?|drawbacks?|caveats?|"
        r"confound(?:ers?|ed by)|under-?estimat\w+|over-?estimat\w+|under-?report\w*|"
        r"misclassif\w+|preliminary|unable to|beyond the scope)\b"
        r"|\bcannot (?:rule out|exclude|be (?:excluded|ruled out|certain|extrapolated|"
        r"generali[sz]ed))\b"
        r"|\b(?:small|insufficient|limited) (?:\w++ )?(?:samples?|numbers?|data|power|evidence)\b"
        r"|\b(?:selection|recall|reporting|sampling|publication|response|measurement|observer|"
        r"attrition|potential|possible) bias|\b(?:be|been|is|are|was|were) biased\b"
        r"|\black of (?:\w++ )?(?:data|information|controls?|evidence|power|detail)"
        r"|\bno (?:data|information) (?:on|about|were|was|is|are)\b|\blimited by\b"
        r"|\bnot (?:\w++ )?(?:generali[sz]\w+|representative|exhaustive)\b"
        r"|\b(?:with|treated|interpreted?) (?:\w++ )?caution\b"
        r"|\b(?:stud(?:y|ies)|data|results?|analys[ei]s|sample|findings|predictions) (?:\w++ )?"
        r"(?:is|are|was|were) (?:\w++ )?limited\b"
        r"|\b(?:we|i|study|model|analysis|survey|approach|method|scheme|data) (?:did|do|"
        r"does|could|"
        r"can|were|was|are|is) not (?:\w++ )?(?:collect|measure|assess|include|consider|account|"
        r"examine|have|allow|capture|address|model|know|able|available|explain|test|"
        r"evaluate|conduct|perform|"
        r"cover)"
        r"|\bremains? (?:\w++ )?(?:unclear|unknown|uncertain|to be (?:seen|determined|shown))\b"
        r"|\b(?:was|were) not (?:\w++ )?(?:available|collected|measured|assessed|examined|"
        r"tested)\b"
        r"|\bfurther (?:\w++ )?(?:research|studies|work|investigation)s? (?:is|are|will be) "
        r"(?:\w++ )?(?:needed|required|necessary)\b|\bmay have been (?:missed|affected|due)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:uncertain\w*|unknown|unclear|assum(?:e[ds]?|ing|ptions?)|could not|lack(?:s|"
        r"ed|ing)?|"
        r"further (?:research|stud(?:y|ies)|work|investigation)|speculati\w+|difficult to|only "
        r"(?:one|a few)|may not|might not|simplif\w+|ignor(?:e[ds]?|ing)|future (?:work|"
        r"studies))\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:limitations?|weaknesses|caveats?|threats to validity)\b", re.IGNORECASE),
    of_title=STATED,
)
RECOMMENDATION = Role(
    re.compile(
        r"\b(?:should|must|ought to|ha(?:s|ve) to|needs? to|recommend\w*|advis(?:e|es|ed|"
        r"able)|urge"
        r"[sd]?|imperative|will have to|call(?:s|ed)? (?:for|upon|on)|let us)\b"
        r"|\bit is (?:\w++ )?(?:important|essential|crucial|critical|necessary|vital|time|"
        r"urgent)\b(?! to (?:note|mention|remember|recall|point out))"
        r"|\b(?:is|are) (?:\w++ )?needed\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:priorit\w+|future (?:work|research|stud(?:y|ies)|efforts)|further (?:research|work|"
        r"stud(?:y|ies))|requires?|important to|could be|essential|crucial|necessary|vital)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:conclu\w*|recommend\w*|implications?|way forward|outlook|future|what (?:can|"
        r"should))\b",
        re.IGNORECASE,
    ),
    of_title=0.75,
    denied=re.compile(
        rf"\b{_THIS_WORK}\b.{{0,60}}?\b{_DOES}\b|\b(?:how|whether|why|which|"
        rf"what)\b[^,;.]{{0,60}}?\bshould\b",
        re.IGNORECASE,
    ),
)
METHOD = Role(
    re.compile(
        rf"\b{_THIS_WORK}\b.{{0,60}}?\b{_DOES}\b|\b(?:we|i) (?:\w++ )?(?:used?|using|perform|"
        rf"collect|"
        r"conduct|measur|appl|analy[sz]|estimat|calculat|screen|sampl|recruit|develop|model|fit|"
        r"fitted|compar|construct|design|simulat|survey|interview|review|search|test|select|"
        r"obtain|"
        r"employ|adopt|propos|sequenc|genotyp|implement|evaluat)\w*"
        r"|\b(?:was|were) (?:\w++ )?(?:used|performed|conducted|collected|measured|estimated|"
        r"analy[sz]ed|calculated|recruited|selected|screened|sampled|tested|obtained|"
        r"carried out)\b"
        r"|\b(?:sampling|survey|interviews?|questionnaires?|case study|regression|experiments?|"
        r"randomi[sz]ed|cohort|cross-sectional|systematic review|qualitative|quantitative)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:method\w*|approach|data|model\w*|analysis|literature|it (?:will )?{_DOES})\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:method\w*|materials|study design|procedures?|data collection|participants)\b",
        re.IGNORECASE,
    ),
    of_title=STATED,
)
STANCE = Role(
    re.compile(
        r"\b(?:believ\w+|argu(?:e|es|ed|able|ably)|contend\w*|in (?:my|our) (?:view|"
        r"opinion)|we (?:think"
        r"|hope|fear|caution|conclude)|unfortunate\w*|fortunate\w*|clearly|obvious\w*|"
        r"(?:un)?likely|"
        r"probabl[ye]|impossible|promising|encouraging|worr(?:y|ying|isome)|alarming|bleak|"
        r"hopeful|"
        r"hopeless|regrettabl[ye]|misguided|remarkabl[ye]|welcome|disappointing|must|should|"
        r"surely|"
        r"certainly|undoubtedly|optimis\w+|pessimis\w+|seems?|(?:very|extremely|highly) \w+|"
        r"(?:difficult|hard|easy|reasonable|naive|wrong|right|unrealistic|premature) to)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:possib\w+|may|might|could|will|would|can|however|nevertheless|rather|"
        r"important|hope\w*"
        r"|never|indeed|in fact|doubt\w*|remain\w*|appears?|suggest\w*)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:conclu\w*|discussion|possibility|prospects?|outlook|implications?|future)\b",
        re.IGNORECASE,
    ),
    denied=re.compile(
        rf"\b{_THIS_WORK}\b.{{0,60}}?\b{_DOES}\b|\b(?:in|on|since|until|during|of) 1\d\d\d\b",
        re.IGNORECASE,
    ),
)


ROLES: Mapping[Kind, Role] = {
    Kind.CONTRIBUTION: CONTRIBUTION,
    Kind.LIMITATION: LIMITATION,
    Kind.RECOMMENDATION: RECOMMENDATION,
    Kind.METHOD: METHOD,
    Kind.STANCE: STANCE,
}
