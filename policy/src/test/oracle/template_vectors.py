"""Writes src/test/resources/text/template-vectors.json: what Python's jinja2, set up as transformers sets it up for chat
templates, makes of the templates beside it, of small snippets and of generated mixtures of white space and tags.

    pip install jinja2
    python policy/src/test/oracle/template_vectors.py
"""

import json
import pathlib
import random

import jinja2
from jinja2.ext import Extension
from jinja2.sandbox import ImmutableSandboxedEnvironment


class Generation(Extension):
    """The block by which templates mark what the assistant says; here it only renders."""

    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return jinja2.nodes.CallBlock(self.call_method("_render", []), [], [], body).set_lineno(line)

    def _render(self, caller):
        return caller()


def raise_exception(message):
    raise jinja2.exceptions.TemplateError(message)


env = ImmutableSandboxedEnvironment(
    trim_blocks=True, lstrip_blocks=True, extensions=[Generation, jinja2.ext.loopcontrols]
)
env.filters["tojson"] = lambda x, indent=None: json.dumps(x, ensure_ascii=False, indent=indent)
env.globals["raise_exception"] = raise_exception

folder = pathlib.Path(__file__).parents[1] / "resources" / "text"
vectors = []


def add(name, source, variables, /, **shown):
    try:
        result = {"output": env.from_string(source).render(**variables)}
    except Exception as e:
        result = {"error": f"{type(e).__name__}: {e}"}
    vectors.append({"name": name, **shown, **result})


def add_snippet(kind, source):
    add(f"{kind} {source}", source, VARIABLES, source=source)


def turn(role, content):
    return {"role": role, "content": content}


CHATS = {
    "one": [turn("user", "What is 2+2?")],
    "answered": [turn("user", " What is 2+2? \n"), turn("assistant", "\n4. \u2603 \U0001f42b\u00a0")],
    "system": [turn("system", " Be brief.\n"), turn("user", "Hi"), turn("assistant", "Hello"), turn("user", "{{x}} {% if %} {# no #}")],
    "thinking": [
        turn("user", "a"),
        turn("assistant", "<think>\n1\n</think>\n\nb"),
        turn("user", "c"),
        turn("assistant", "<think>\n2\n</think>\n\nd"),
    ],
    "tool": [turn("user", "a"), turn("assistant", "b"), turn("user", "<tool_response>\n5\n</tool_response>"), turn("assistant", "<think>x</think>e")],
    "two users": [turn("user", "a"), turn("user", "b")],
    "bad role": [turn("critic", "no")],
}
for path in sorted((folder / "templates").glob("*.jinja")):
    for chat, messages in CHATS.items():
        for prompt in (False, True):
            variables = {
                "messages": messages,
                "add_generation_prompt": prompt,
                "tools": None,
                "bos_token": "<|begin|>",
                "eos_token": "<|eos|>",
            }
            name = f"{path.stem}, {chat}, {'with' if prompt else 'without'} generation prompt"
            add(name, path.read_text(), variables, template=path.stem, variables=variables)

VARIABLES = {
    "s": "Hello, World",
    "e": "",
    "n": 7,
    "f": 2.5,
    "t": True,
    "z": None,
    "u": "  \u00fcber \U0001f42b\u00a0\n",
    "xs": [3, 1, 2],
    "ss": ["b", "A", "c", "a"],
    "m": {"a": 1, "b": {"c": [10, 20]}, "items": 5},
    "ms": [{"role": "user", "n": 2}, {"role": "assistant", "n": 1}, {"role": "user", "n": 3}],
    "p": "a.b.c..d",
    "w": "  one two\tthree \n four ",
    "q": "it's \"so\" \\ \n",
}
EXPRESSIONS = r"""
1 + 2 * 3 - 4 // 3 % 2
-n + 10
- n|abs
2 ** 3 ** 2
-2 ** 2
7 / 2
8 / 2
-7 // 2
-7 % 3
7.5 // 2
-7.5 % 2
n / 0
1e16 * 10
1 / 3
0.1 + 0.2
1e-5
100000.0 * 10
1.5e300 * 1e10
s ~ n ~ z ~ t ~ f ~ xs
s + n
'a' * 3
xs * 2
xs + [4]
n == 7.0
t == 1
'1' == 1
z == none
xs == [3, 1, 2]
m == {}
undef == undef2
1 < 2 < 3
1 < 2 > 3
3 > 2 == true
'a' < 'b'
'a' < 1
[1, 2] < [1, 3]
not t
not not t
not n == 7
not undef is defined
undef is defined
s is defined and s is string
n in xs
1 in xs
1 not in xs
'ell' in s
'role' in ms[0]
5 in undef
s in 5
t and n
e or s
e and s
z or undef or 'x'
'a' if t else 'b'
'a' if not t
'a' if not t else 'b' if t else 'c'
('a' if t) ~ 'b'
s[0]
s[-1]
s[99]
s[1:4]
s[:-2]
s[::-1]
s[::2]
s[5:1:-2]
u[::-1]
xs[0]
xs[-1]
xs[5] is defined
xs[1:]
xs[:1]
xs[-2:]
xs[::-1]
xs[1:0]
xs[10:]
xs[:0:-1]
xs[::0]
n[0] is defined
n[1:2]
m.a
m['a']
m.b.c[1]
m.b['c'].0
m.missing is defined
m.missing.deeper
m['items']
m.get('a')
m.get('zz')
m.get('zz', 'd')
m.keys()|list
m.values()|list
m.items()|list|length
undef
undef.x
undef[0]
undef()
undef + 1
undef ~ 'x'
undef|length
undef|upper
undef|default('d')
e|default('d')
e|default('d', true)
z|default('d')
z|d('d', boolean=true)
s|upper|lower|capitalize
s|title
'heLLo wOrld-foo (bar'|title
'heLLo wOrld foo'.title()
s|length
u|length
m|length
xs|length
n|length
u|trim
'xxaxx'|trim('x')
w.strip()
w.lstrip()
w.rstrip()
'xxaxyx'.strip('xy')
'xxaxyx'.lstrip('x')
'xxaxyx'.rstrip('yx')
s.startswith('He')
s.startswith(('x', 'He'))
s.endswith('World')
s.endswith('x')
p.split('.')
p.split('.', 2)
p.rsplit('.', 2)
p.split('.')[-1]
p.split('')
w.split()
w.split(none, 2)
w.rsplit(none, 1)
w.rsplit()
''.split()
''.split('x')
'a<b>c'.split('<b>')
'aaaa'.split('aa')
'aaaa'.rsplit('aa', 1)
'a\nb\n\nc\n'.splitlines()
s.replace('l', 'L')
s.replace('l', 'L', 2)
s.replace('', '-')
s|replace('o', '0')
s|replace('o', '0', 1)
s.upper() ~ s.lower()
s.find('o')
s.rfind('o')
s.find('zz')
u.find('b')
s.count('l')
s.count('')
'-'.join(['a', 'b'])
'abc'.removeprefix('a').removesuffix('c')
'12'.isdigit()
'1a'.isdigit()
' '.isspace()
'ab'.isalpha()
s.nonsense is defined
s.nonsense()
xs|join
xs|join(', ')
ms|join(', ', attribute='role')
xs|first
xs|last
[]|first is defined
[]|last
'abc'|first
'abc'|last
xs|sort
xs|sort(reverse=true)
ss|sort
ss|sort(case_sensitive=true)
ms|sort(attribute='n')|map(attribute='n')|list
ss|unique|list
xs|reverse|list
'abc'|reverse
xs|sum
ms|sum(attribute='n')
xs|min
xs|max
[]|max is defined
ms|map(attribute='role')|list
ms|map(attribute='zz', default='d')|list
ss|map('upper')|join
ss|map('replace', 'a', 'x')|join(' ')
ms|selectattr('role', 'equalto', 'user')|list|length
ms|selectattr('role', 'eq', 'user')|map(attribute='n')|list
ms|rejectattr('role', '==', 'user')|map(attribute='n')|list
ms|selectattr('zz')|list
ms|selectattr('role', 'defined')|list|length
xs|select('odd')|list
xs|reject('gt', 1)|list
[0, 1, '', 'a']|select|list
m|items|list|length
{'b': 1, 'a': 2}|dictsort|tojson
{'b': 1, 'a': 2}.items()|list|tojson
'abc'|list
xs|list
n|string ~ 'x'
'42'|int + 1
'4.7'|int
'x'|int
'x'|int(9)
f|int
t|int
'1.5'|float
'x'|float
n|float
f|round
2.567|round(2)
2.567|round(2, 'floor')
2.1|round(0, 'ceil')
0.5|round
(-3)|abs
'a\nb\n\nc'|indent
'a\nb'|indent(2, true)
'a\n\nb'|indent(width=2, blank=true)
'<a href="x">&\'</a>'|escape
'<b>'|safe
m|tojson
m|tojson(indent=2)
q|tojson
[1, 2.0, none, true, 'x', [], {}]|tojson
[1, [2, {'a': []}]]|tojson(indent=4)
u|tojson
undef|tojson
[1, 'a', none, true, 2.0, [x for x in xs]]
[1, 'a', none, true, 2.0]
[q]
("a", 'b')[1]
(1,)|length
()|length
{'a': [1, {'b': none}]}
{'a': 1,}
'a' 'b'
'tab\tnl\n\x41\u00e9\\ \q \''
"dq \" '"
1_000
true is boolean
True == true
none is none
z is none
undef is none
n is number
t is number
f is float
n is integer
t is integer
s is string
s is iterable
n is iterable
xs is sequence
m is mapping
xs is mapping
undef is iterable
n is odd
n is even
n is divisibleby 7
n is divisibleby(2)
n is eq 7
n is sameas 7
n is not none
n is ge 7
n is lt 7
n is in xs
3 is in xs
'ABC' is upper
'abc' is lower
s is callable
m.get is callable
n is nonsense
n|nonsense
range(3)|list
range(1, 4)|list
range(5, 0, -2)|list
range(3)|sum
range(1000000)|length
dict(a=1).a
dict({'a': 1}, b=2)|length
namespace(a=1).a
(1 if true else 2) + 3
[1, 2, 3][1]
'abc'[1]
s.upper()[:3]|lower
(s|lower).title()
s|lower|replace('l', 'x')|first
xs|length - 1
xs|length > 2 and n > 3
n is defined and n > 5 or s
not n > 10 and t
1 if t and n == 7 else 2
m.a if m.a is defined else 'none'
xs[n - 6]
xs[m.a:]
'%' ~ 5
a b
1 +
(1
[1, 2
'open
1 ! 2
"""
for expression in EXPRESSIONS.strip().splitlines():
    add_snippet("expression", "{{ " + expression + " }}")

STATEMENTS = [
    "{% for x in xs %}{{ loop.index }}/{{ loop.length }}:{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}",
    "{% for x in xs %}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{% endfor %}",
    "{% for x in xs %}{{ loop.previtem }}<{{ x }}>{{ loop.nextitem }} {% endfor %}",
    "{% for x in xs %}{{ loop.cycle('a', 'b') }}{% endfor %}",
    "{% for x in [1, 1, 2] %}{{ loop.changed(x) }}{% endfor %}",
    "{% for x in [] %}x{% else %}none{% endfor %}",
    "{% for x in xs if x > 1 %}{{ x }}{{ loop.index }}{{ loop.last }}{% else %}none{% endfor %}",
    "{% for x in xs if x > 5 %}{{ x }}{% else %}none{% endfor %}",
    "{% for k, v in m.items() %}{{ k }}={{ v }};{% endfor %}",
    "{% for k in m %}{{ k }}{% endfor %}",
    "{% for (a, b) in [[1, 2], [3, 4]] %}{{ a + b }}{% endfor %}",
    "{% for a, b in [[1, 2, 3]] %}{{ a }}{% endfor %}",
    "{% for c in 'abc' %}{{ c }}-{% endfor %}",
    "{% for x in undef %}x{% endfor %}",
    "{% for x in n %}x{% endfor %}",
    "{% for x in z %}x{% endfor %}",
    "{% for x in xs %}{% if x == 1 %}{% break %}{% endif %}{{ x }}{% endfor %}",
    "{% for x in xs %}{% if x == 1 %}{% continue %}{% endif %}{{ x }}{% endfor %}",
    "{% for x in xs %}{% for y in xs %}{{ loop.depth }}{{ x * y }} {% endfor %}{{ loop.index }}|{% endfor %}",
    "{% set a = 1 %}{% for x in xs %}{% set a = a + x %}{{ a }} {% endfor %}{{ a }}",
    "{% set ns = namespace(a=1) %}{% for x in xs %}{% set ns.a = ns.a + x %}{% endfor %}{{ ns.a }}",
    "{% set ns = namespace() %}{% set ns.b = 'x' %}{{ ns.b }}{{ ns.c is defined }}",
    "{% set ns = namespace(a=n, b=xs|length - 1) %}{{ ns.a }} {{ ns.b }}",
    "{% set m.a = 2 %}",
    "{% set a, b = 1, 2 %}{{ a }}{{ b }}",
    "{% set a, b = [1, 2, 3] %}",
    "{% set a = 1, 2 %}{{ a[1] }}",
    "{% set a %}text {{ n }}{% endset %}[{{ a }}]",
    "{% if t %}{% set a = 5 %}{% endif %}{{ a }}",
    "{% if n > 10 %}a{% elif n > 5 %}b{% else %}c{% endif %}",
    "{% if undef %}a{% elif e %}b{% elif z %}c{% elif 0 %}d{% elif [] %}e{% elif {} %}f{% elif 0.0 %}g{% else %}h{% endif %}",
    "{% macro f(a, b='x', c=n) %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ f(1) }} {{ f(1, 2) }} {{ f(1, c=3) }} {{ f(b=2, a=1) }}",
    "{% macro f(a) %}[{{ a }}]{% endmacro %}{{ f() }}",
    "{% macro f(a) %}x{% endmacro %}{{ f(1, 2) }}",
    "{% macro f(a) %}x{% endmacro %}{{ f(q=2) }}",
    "{% macro f(k) %}{% if k > 0 %}{{ k }}{{ f(k - 1) }}{% endif %}{% endmacro %}{{ f(5) }}",
    "{% macro f() %}{{ g }}{% endmacro %}{% set g = 3 %}{{ f() }}",
    "{% macro f(x) %}{{ x }}{% endmacro %}{{ f('a')|upper }}{{ f('b') ~ 'c' }}",
    "{% generation %}{{ s }}{% endgeneration %}",
    "{% raw %}{{ x }} {% if %}{% endraw %}|",
    "{%- raw -%}  {{ x }}  {%- endraw -%} |",
    "a {# comment {{ x }} #} b",
    "a\n  {# comment #}\nb",
    "a {#- comment -#} b",
    "{{ {'a': {'b': 1}}['a']['b'] }}",
    "{{ '}}' }}{{ \"%}\" }}",
    "{% if '%}' == '%}' %}y{% endif %}",
    "{{ s }}\n",
    "{{ s }}\n\n",
    "{{ s }}\r\n{{ n }}\rx\r\n",
    "{{ raise_exception('told you') }}",
    "{% include 'x' %}",
    "{% if t %}",
    "{% endif %}",
    "{% for x in xs %}{% endif %}",
    "{% else %}",
    "{% if %}x{% endif %}",
    "{{ }}",
    "{{ s",
    "{% if t",
    "{# open",
    "{% set %}",
    "{% for in xs %}{% endfor %}",
    "{% set x = ms|selectattr('role', 'equalto', 'user')|list %}{{ x[0].n }}{{ (x|last).n }}",
    "{% for m in ms[1:] %}{{ m['role'] }}{% endfor %}{% for m in ms|reverse %}{{ m.n }}{% endfor %}",
    "{{ 'x' if ms[0]['role'] == 'system' else 'y' }}{{ ms[-1].role }}{{ ms[-1]['zz'] }}",
    "{%set a=1%}{{a}}{%if a==1%}y{%endif%}",
    "{% do 1 %}",
    "{{ xs.append(4) }}",
    "{{ s.__class__ }}",
]
for statement in STATEMENTS:
    add_snippet("statement", statement)

rng = random.Random(7)
PIECES = ["\n", "\n", " ", "  ", "\t", "x", "y\n", "{{ 1 }}", "{{- 2 }}", "{{ 3 -}}", "{{- 4 -}}", "{# c #}", "{#- c #}", "{# c -#}", "{%- set a = 1 %}", "{% set a = 1 -%}", "{%+ set a = 1 %}", "{% set a = 1 +%}", "{% set a = 1 %}", "{%- set a = 1 -%}", "{% raw %} {{ \n{% endraw %}", "{%- raw -%} r {%- endraw -%}", "{% if true %}\n  z\n  {% endif %}", "  {%- if true -%} z {%- endif %}\n", "{% for i in [1, 2] %}\n {{ i }}\n{% endfor %}\n"]
for _ in range(250):
    add_snippet("white space", "".join(rng.choice(PIECES) for _ in range(rng.randint(2, 12))))

lines = ",\n".join(json.dumps(vector) for vector in vectors)
out = folder / "template-vectors.json"
out.write_text('{"variables": ' + json.dumps(VARIABLES) + ',\n"vectors": [\n' + lines + "\n]}\n")
print(len(vectors), "vectors,", sum("error" in vector for vector in vectors), "of them errors")
