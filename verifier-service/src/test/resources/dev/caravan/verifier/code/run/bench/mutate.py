"""Reads {"program", "function"} and prints wrong versions of the program as a JSON list: small slips of the kind that people make, within the
function if one is named, the slips of one kind spread over the list."""

import ast
import copy
import json
import sys

SWAPPED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Div, ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.BitXor: ast.BitOr, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
    ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


def slips(node):
    """The slips that can be made in a node, each a name and a function that makes it in a copy."""
    if isinstance(node, ast.Return) and node.value is not None:
        yield "dropped return", lambda n: setattr(n, "value", ast.Constant(None))
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPPED:
        yield "swapped comparison", lambda n: n.ops.__setitem__(0, SWAPPED[type(n.ops[0])]())
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in SWAPPED:
        yield "swapped operator", lambda n: setattr(n, "op", SWAPPED[type(n.op)]())
    if isinstance(node, ast.BoolOp):
        yield "swapped and/or", lambda n: setattr(n, "op", SWAPPED[type(n.op)]())
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield "off by one", lambda n: setattr(n, "value", n.value + 1)
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        yield "wrong truth", lambda n: setattr(n, "value", not n.value)
    if isinstance(node, (ast.If, ast.While, ast.IfExp)):
        yield "negated condition", lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Not)):
        yield "dropped sign", lambda n: setattr(n, "op", ast.UAdd() if isinstance(n.op, ast.USub) else ast.Not())
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.Expr)) and not is_text(node):
        yield "dropped statement", None
    if isinstance(node, ast.Call) and len(node.args) >= 2:
        yield "swapped arguments", lambda n: n.args.reverse()


def is_text(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def places(tree, function):
    roots = [s for s in tree.body if function and getattr(s, "name", None) == function] or [tree]
    return [n for n in ast.walk(roots[-1])]


def mutants(program, function):
    tree = ast.parse(program)
    by_kind = {}
    for i, node in enumerate(places(tree, function)):
        for kind, slip in slips(node):
            other = copy.deepcopy(tree)
            place = places(other, function)[i]
            if slip is not None:
                slip(place)
            elif not drop(other, place):
                continue
            text = ast.unparse(ast.fix_missing_locations(other))
            if text != ast.unparse(tree):
                by_kind.setdefault(kind, []).append(text)
    kinds = list(by_kind.values())
    while any(kinds):
        for kind in kinds:
            if kind:
                yield kind.pop(0)


def drop(tree, statement):
    for node in ast.walk(tree):
        for _, body in ast.iter_fields(node):
            if isinstance(body, list) and any(s is statement for s in body):
                body[[s is statement for s in body].index(True)] = ast.Pass()
                return True
    return False


request = json.load(sys.stdin)
print(json.dumps(list(mutants(request["program"], request["function"]))))
