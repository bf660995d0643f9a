from __future__ import annotations

import pytest

from portevoix.press.plain_text import plain_text

ENGLISH = """\
<!DOCTYPE html><html><head><title>No</title><style>p { color: red }</style></head><body><main>
<h1>The &amp; launch</h1>
<p>One <em>two</em>
three, <a href="https://a.example/">four</a> and <a href="https://b.example/">five</a>,
<a href="https://a.example/">four again</a>.<br>New line.</p>
<h2 id="x">Lists</h2>
<ul>
<li>first</li>
<li>second
<ol start="3"><li>deep</li><li><p>deeper</p><p>and more</p></li></ol></li>
</ul>
<h3>Quotations</h3>
<blockquote><p>Said one.</p><p>Said two.</p></blockquote>
<p>Write to <a href="mailto:a@example.org">a@example.org</a> or <a href="mailto:a@example.org">us</a>,
call <a href="tel:+41220000000">+41 22 000 00 00</a>, see <a href="https://c.example/">https://c.example/</a>
or <a href="#x">above</a>.<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>
<table><caption>Sizes</caption><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2 <b>x</b></td></tr>
</tbody></table>
<pre><code>if x:
    y
</code></pre>
<figure><img src="a.png" alt="A dog"><figcaption>Rex</figcaption></figure>
<hr>
<div class="footnote"><ol><li id="fn:1"><p>A note.<a class="footnote-backref" href="#fnref:1">↩</a></p></li></ol></div>
</main></body></html>
"""
PLAIN = """\
The & launch
============

One two three, four [1] and five [2], four again [1].
New line.

Lists
-----

- first

- second

  3. deep

  4. deeper

     and more

Quotations

> Said one.
>
> Said two.

Write to a@example.org or us [3], call +41 22 000 00 00, see https://c.example/ or above. (1)

Sizes

A | B
1 | 2 x

    if x:
        y

[A dog]

Rex

* * *

1. A note.

[1] https://a.example/
[2] https://b.example/
[3] mailto:a@example.org
"""


def test_english() -> None:
    assert plain_text(ENGLISH) == PLAIN


def test_arabic() -> None:
    html = '<h1>الانطلاق</h1><p>يبدأ <a href="https://a.example/">اليوم</a>.</p><ol><li>واحد</li><li>اثنان</li></ol>'
    assert plain_text(html) == (
        "الانطلاق\n========\n\nيبدأ اليوم [1].\n\n1. واحد\n2. اثنان\n\n[1] https://a.example/\n"
    )


def test_marks_and_vowels_take_no_column() -> None:
    assert plain_text("<h1>مُعلَّم</h1>").split("\n")[1] == "===="


def test_chinese_characters_are_two_columns_wide() -> None:
    assert plain_text("<h1>发布 2027</h1><p>今天<b>开始</b>。</p>") == "发布 2027\n=========\n\n今天开始。\n"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", "\n"),
        ("<p>a<p>b", "a\n\nb\n"),
        ("<ul><li>a<li>b</ul>c", "- a\n- b\n\nc\n"),
        ("<dl><dt>A<dd>1<dd>2</dl>", "A\n  1\n  2\n"),
        ("<p>a</b></p></div><p>b</p>", "a\n\nb\n"),
        ("<p>a\u00a0: b</p>", "a\u00a0: b\n"),
        ("<a href='https://a.example/'><h2>A</h2></a>", "A\n-\n"),
        ("<div>a<p>b</p>c</div>", "a\n\nb\n\nc\n"),
        ("<ol start='x'><li>a</li></ol>", "1. a\n"),
        ("<script>a</script><p>b<svg><text>c</text></svg></p>", "b\n"),
    ],
)
def test_markup_of_any_sort(html: str, text: str) -> None:
    assert plain_text(html) == text
