"""HTML for planners: templates filled in, the language of the page, the headers that guard it.

A page speaks Indonesian unless another language was chosen on it; what the browser would like is not
asked, as many offices' browsers were installed in English. Whatever comes from a document is
escaped by Jinja; nothing is marked safe but what this package wrote itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup, escape
from starlette.responses import Response

from classifier import taxonomy_examples
from classifier.i18n.language import DEFAULT, SOURCE, languages
from classifier.i18n.messages import Translator, translator
from classifier.taxonomy import Taxonomy
from service import security_headers
from service.problem_details import problem
from service.refusals import Refusal
from service.state import ServiceState
from service.storage import rows
from service.storage.rows import NOT_A_PROGRAM, RowFilter
from service.web.wording import Words, names

LANGUAGE_COOKIE = "petakota_lang"
NAME_COOKIE = "petakota_name"
_STATIC = Path(__file__).parent / "static"
# As much as servers and proxies commonly take in a header.
_MAX_ADDRESS = 6000
_COOKIE_S = 365 * 24 * 3600
HEADERS = {**security_headers.HEADERS, "Cache-Control": "no-cache", "Vary": "Cookie, HX-Request"}


def language(request: Request) -> str:
    """The language in which a page answers."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in languages() else DEFAULT


def person(request: Request) -> str:
    """The name under which this browser's answers are stored; "" when none was given."""
    return unquote(request.cookies.get(NAME_COOKIE, ""))[:200].replace("\0", "")


def is_part(request: Request) -> bool:
    """Whether the page's own script asks, which takes a part of a page."""
    return request.headers.get("hx-request") == "true"


def set_cookie(response: Response, cookie: str, value: str) -> None:
    """Store a choice in the browser for a year."""
    response.set_cookie(cookie, quote(value), max_age=_COOKIE_S, samesite="lax", httponly=True)


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> HTMLResponse:
    """A template filled in, in the language of the page."""
    lang = language(request)
    body = (
        templates(lang)
        .get_template(template)
        .render(
            person=person(request),
            here=here(request),
            path=request.url.path,
            # What is swapped in is parsed as if there were no script: no <noscript> in it.
            part=is_part(request),
            **values,
        )
    )
    return HTMLResponse(
        body, status, {**HEADERS, "Content-Language": lang.replace("_", "-"), **(headers or {})}
    )


def screen(state: ServiceState, request: Request, template: str, **values: Any) -> HTMLResponse:
    """A page of the running service: with the taxonomy, its names in words, and how many rows need review.

    `official` gives the name that an agency goes by here, `lacking` how many rows of a document lack what.
    """
    words = Words(language(request))
    return page(
        request,
        template,
        taxonomy=state.taxonomy,
        names=names(state.taxonomy, words) | {NOT_A_PROGRAM: words.gettext("Not a programme or activity")},
        searched=_searched(state.taxonomy),
        official=state.agencies.official,
        lacking=state.count_cache.lacking,
        waiting=rows.count(state.database, RowFilter(state="review")),
        **values,
    )


def refused_page(request: Request, refusal: Refusal) -> Response:
    """A page for a planner who opened one; problem details, in the page's language, for its script."""
    lang = language(request)
    message = refusal.message.plain(lang)
    if "text/html" not in request.headers.get("accept", "") or is_part(request):
        return problem(refusal, message, lang)
    return page(
        request,
        "error.html",
        status=refusal.status_code,
        headers=refusal.headers,
        code=refusal.status_code,
        message=message,
        waiting=0,
    )


@cache
def _searched(taxonomy: Taxonomy) -> dict[str, str]:
    """What a search over the subdimensions looks into: names in both languages, and what each includes."""
    return {
        s.id: " ".join(
            (
                *(s.id, s.name_id, s.name_en, *s.includes, *s.includes_en),
                *(*s.aliases, *s.typical_opd, *taxonomy_examples.of(s.id).titles),
            )
        ).casefold()
        for s in taxonomy.subdimensions
    }


def here(request: Request) -> str:
    """The page's own address, to come back to; for a part that of the page which it goes into."""
    try:
        url = urlsplit(request.headers.get("hx-current-url", "")) if is_part(request) else request.url
    except ValueError:
        return "/"
    return inside(url.path + (f"?{url.query}" if url.query else ""))


def inside(address: str) -> str:
    """An address of this service that a form named to go back to; the first page for any other."""
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_ours and address.isprintable() and len(address) <= _MAX_ADDRESS else "/"


def address(path: str, **query: Any) -> str:
    """A path with a query of what is not empty; lists are repeated."""
    pairs = [
        (name, part)
        for name, value in query.items()
        for part in (value if isinstance(value, list | tuple) else (value,))
        if part not in ("", None, 0, False)
    ]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def markdown(text: str) -> Markup:
    """Markdown of a model's card as HTML; HTML within it is shown, not obeyed."""
    return Markup(MarkdownIt("commonmark", {"html": False}).enable("table").render(text))


def static_file(name: str) -> Path | None:
    """The path of a static file; None when there is none of this name."""
    return {path.name: path for path in _STATIC.iterdir()}.get(name)


@cache
def static(name: str) -> str:
    """The address of a static file, which changes with its content."""
    content = (_STATIC / name).read_bytes()
    return f"/static/{name}?{hashlib.sha256(content).hexdigest()[:12]}"


@cache
def templates(language: str) -> Environment:
    """The templates in a language.

    One environment for each, so that macros, which see nothing of the page that calls them, speak it too.
    """
    environment = Environment(
        loader=PackageLoader("service.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(
        static=static,
        address=address,
        lang=language,
        t=Words(language),
        languages=_language_names(),
        **_gettext_functions(translator(language)),
    )
    return environment


def _gettext_functions(texts: Translator) -> dict[str, Callable[..., Markup]]:
    """What a template calls for a text, with what its placeholders stand for.

    A catalogue's texts are text, never HTML: they are escaped, and so are the values that are no Markup.
    `jinja2.ext.i18n` fills in too, but escapes no text, and a page of 40 rows took 2 ms longer with it.
    """
    lookup = texts.lookup

    @cache
    def escaped(message: str) -> Markup:
        return escape(lookup.gettext(message))

    @cache
    def without_values(message: str) -> Markup:
        return escaped(message) % {}

    def gettext(message: str, /, **values: object) -> Markup:
        return escaped(message) % values if values else without_values(message)

    def ngettext(singular: str, plural: str, n: int, /, **values: object) -> Markup:
        return escape(lookup.ngettext(singular, plural, n)) % values

    def pgettext(context: str, message: str, /, **values: object) -> Markup:
        return escape(lookup.pgettext(context, message)) % values

    def npgettext(context: str, singular: str, plural: str, n: int, /, **values: object) -> Markup:
        return escape(lookup.npgettext(context, singular, plural, n)) % values

    return {"_": gettext, "ngettext": ngettext, "pgettext": pgettext, "npgettext": npgettext}


def _language_names() -> dict[str, str]:
    """What each language calls itself, by its code."""
    said = {code: translator(code).pgettext("this language", "English") for code in languages()}
    # A catalogue that does not say it yet is named by its code, not by the language of the code.
    return {code: code if name == said[SOURCE] and code != SOURCE else name for code, name in said.items()}
