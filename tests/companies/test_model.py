"""The statistical model: what is shipped, and that it is decoded alike however a text is cut."""

import io

import numpy as np
import pytest

from cnbiznews import companies, resources
from cnbiznews.companies import learned
from cnbiznews.companies.features import BITS, MARGIN, Vocabulary, buckets, known_tags
from cnbiznews.companies.learned import Model, default_model

NO_WORDS = Vocabulary(np.zeros(0, np.uint32), np.zeros(0, np.uint8))
TEXT = "据悉，白石智控与蓝岭生物宣布合并，交易价格约3亿美元。分析师认为市场将受益。" * 3


def test_what_is_shipped() -> None:
    data = resources.blob("companies/model.npz")
    assert len(data) < 3_000_000
    with np.load(io.BytesIO(data), allow_pickle=False) as archive:
        assert "MIT" in str(archive["notice"])
        assert archive["weights"].dtype == np.int8
        assert archive["buckets"].max() < 1 << BITS


def test_chances_are_probabilities() -> None:
    for guess in default_model().guess(TEXT, []):
        assert 0 < guess.confidence <= 1
        assert 0 <= guess.start < guess.end <= len(TEXT)


def test_chunks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = default_model().guess(TEXT, [])
    assert whole
    for size in (1, 7, 30):
        monkeypatch.setattr(learned, "_CHUNK", size)
        cut = default_model().guess(TEXT, [])
        assert [guess[:2] for guess in cut] == [guess[:2] for guess in whole]
        assert [guess.confidence for guess in cut] == pytest.approx([guess.confidence for guess in whole])


def test_features_depend_on_few_neighbours() -> None:
    tags = known_tags(len(TEXT), [(3, 7, False)])
    vocabulary = default_model().vocabulary
    whole = buckets(TEXT, tags, vocabulary)
    part = buckets(TEXT[20:60], tags[20:60], vocabulary)
    assert (part[:, MARGIN:-MARGIN] == whole[:, 20 + MARGIN : 60 - MARGIN]).all()


def test_decoding_by_hand() -> None:
    """Two labels of three characters, computed by enumeration."""
    chance = np.random.default_rng(7)
    scores = chance.normal(size=(3, 4)).astype(np.float32)
    transitions = chance.normal(size=(4, 4)).astype(np.float32)
    model = Model(np.zeros((1 << BITS, 4), np.int8), 1.0, transitions, NO_WORDS)
    expected = np.zeros((3, 4))
    for path in np.ndindex(4, 4, 4):
        weight = sum(scores[at, label] for at, label in enumerate(path))
        weight += transitions[path[0], path[1]] + transitions[path[1], path[2]]
        for at, label in enumerate(path):
            expected[at, label] += np.exp(weight)
    expected /= expected.sum(axis=1, keepdims=True)
    assert model._chances(scores, np.array([[0, 3]])) == pytest.approx(expected, rel=1e-4)


def test_pieces_of_different_lengths() -> None:
    chance = np.random.default_rng(8)
    scores = chance.normal(size=(10, 4)).astype(np.float32)
    transitions = chance.normal(size=(4, 4)).astype(np.float32)
    model = Model(np.zeros((1 << BITS, 4), np.int8), 1.0, transitions, NO_WORDS)
    together = model._chances(scores.copy(), np.array([[0, 2], [2, 7], [7, 8], [8, 10]]))
    for start, end in ((0, 2), (2, 7), (7, 8), (8, 10)):
        alone = model._chances(scores[start:end].copy(), np.array([[0, end - start]]))
        assert together[start:end] == pytest.approx(alone, rel=1e-4)


def test_it_can_be_left_out() -> None:
    assert all(company.evidence != "model" for company in companies.scan(TEXT, model=False))


@pytest.mark.parametrize(
    ("text", "common"), [("消费者", True), ("市场价格", True), ("然后把价格", True), ("岚岩", False), ("价格岚", False)]
)
def test_common_words(text: str, common: bool) -> None:
    assert default_model().vocabulary.covers(text) is common


def test_no_words() -> None:
    assert not NO_WORDS.covers("价格")
    begins, ends = default_model().vocabulary.tags(np.array([ord(char) for char in "岚岩宣布"], np.uint32))
    assert [bool(tag) for tag in begins] == [False, False, True, False]
    assert [bool(tag) for tag in ends] == [False, False, False, True]


def test_known_names_cut_short() -> None:
    text = "蜜雪冰城开了新店。学蜜雪卖四块钱的柠檬水，利润很薄。元气森林缺了元气，无锡蜜雪的营收下滑。"
    found = [(company.text, company.canonical) for company in companies.scan(text)]
    assert ("蜜雪", "蜜雪冰城") in found
    assert all(text != "元气" for text, _ in found)  # a word
    assert sum(text == "蜜雪" for text, _ in found) == 1  # not behind a place
    text = "中芯国际公布业绩，中芯的毛利率回升。大族激光与大族数控都涨，大族的营收增长。"
    found = [(company.text, company.canonical) for company in companies.scan(text)]
    assert ("中芯", "中芯国际") in found
    assert all(text != "大族" for text, _ in found)  # short for two firms


def test_the_bare_name_of_a_house_with_a_holding() -> None:
    found = companies.scan("富邦金获利60亿元，富邦人寿获利30亿元，富邦合计占六成。")
    assert [(c.text, c.canonical) for c in found] == [
        ("富邦金", "富邦金"),
        ("富邦人寿", "富邦人寿"),
        ("富邦", "富邦金"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("新锐品牌岚漾卖出5.6万台，岚漾的营收翻倍。", ["岚漾", "岚漾"]),  # once told, it is known everywhere
        ("门店隶属于连锁茶饮品牌苔溪茶事，7月外卖订单占到一半。", ["苔溪茶事"]),
        # All forms of a name add up, and all of them are found once it is believed.
        (
            "凌晨的皖南，鹭冠速递芜湖中转站灯火通明。鹭冠日前披露的简报显示，三季度业务量增长13%。鹭冠今年把资本开支提高到20亿元。",
            ["鹭冠速递", "鹭冠", "鹭冠"],
        ),
        # A clipped name that is no word is found wherever it stands, one that is a word is not.
        ("鹭冠银行利润下滑三成。持有鹭冠多年的散户说，净息差收窄。", ["鹭冠银行", "鹭冠"]),
        ("合力银行利润下滑三成。大家合力多年，净息差收窄。", ["合力银行"]),
        ("此前，禾泽科技、七芒机器人已先后停摆。", ["禾泽科技", "七芒机器人"]),  # it ends like a name
        ("电商部由顾明远负责，顾明远砍掉了三个项目，公司营收增长。", []),  # a person
        ("所谓“四流合一”，就是资金流、信息流、物流和商流，销售额会增长。", []),  # a term in quotes
        ("精度、寿命和成本缺一不可，产品订单增长三成。", []),  # common words
    ],
)
def test_what_the_model_finds(text: str, names: list[str]) -> None:
    assert [company.text for company in companies.scan(text)] == names
    assert all(company.evidence == "form" for company in companies.scan(text, model=False))
