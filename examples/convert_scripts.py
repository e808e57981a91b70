"""One sentence in every script, what could have been otherwise, and a quotation that stays as it is."""

import cnbiznews as cb
from cnbiznews.script import alternatives

SENTENCE = "余承东表示，公司签约的软件用户超过5000万，后台系统里的数据主要系自研。"

print(f"{'source':8s} {SENTENCE}")
for config in ("s2t", "s2tw", "s2twp", "s2hk"):
    print(f"{config:8s} {cb.convert(SENTENCE, config)}")
print(f"{'business':8s} {cb.to_traditional(SENTENCE, 'tw', phrases=True)}")

print("\nWhat no word decides:")
for found in alternatives(SENTENCE, "s2tw", business=False):
    print(f"  {found.start:3d} {found.text} became {found.chosen}, could be {' '.join(found.others)}")

traditional = "財務長說：「應收帳款隨著營收成長」，這裡的後臺沒有問題。"
start, end = traditional.index("「") + 1, traditional.index("」")
converted = cb.convert(traditional, "t2s", business=True, protect=[(start, end)])
print(f"\n{traditional}\n{converted}")
for step, change in list(converted.diff())[:5]:
    print(f"  {step} at {change.start}: {traditional[change.start : change.end]} -> {change.replacement}")

script = cb.detect_script(traditional)
print(f"\n{script.script}, {script.region}: {' '.join(character for character, _ in script.evidence)}")
