"""The body of an approach with every section and every block of ours that needs no recording."""

from typing import Any

from benchmarks.sample_texts import Writer


def body(writer: Writer, image: Any, author: Any, others: list[Any], concern: Any) -> list[dict]:
    blocks = sections(writer, others) | others_of_ours(writer, image, author, others, concern)
    return [{"type": kind, "value": value} for kind, value in blocks.items()]


def sections(writer, others) -> dict[str, Any]:
    """Return about a thousand words in the sections of an approach."""
    terms = [{"term": writer.words(2), "definition": prose(writer)} for _ in range(3)]
    lines = [f"<p>{writer.sentence()}</p>" for _ in range(4)]
    return {
        "key_points": {"points": lines},
        "how_it_works": {"text": prose(writer, 6), "concepts": terms},
        "what_to_expect": {
            name: prose(writer, 4)
            for name in ("first_session", "usual_session", "between_sessions", "ending")
        },
        "techniques": {
            "techniques": [
                {"name": writer.words(2), "description": prose(writer)} for _ in range(3)
            ]
        },
        "fit": {"suits": lines, "suits_less": lines},
        "evidence": {"summary": f"{prose(writer, 5)}<p>[ref:one].</p>", "limits": prose(writer, 3)},
        "risks_and_limits": {"text": prose(writer, 5)},
        "if_it_does_not_help": {"text": prose(writer, 3)},
        "training": {
            "text": prose(writer, 3),
            "credentials": ["PsyD", "Dipl."],
            "registers": [{"name": "A register", "url": "https://register.example/"}],
        },
        "history": {"text": prose(writer, 4)},
        "questions_to_ask": {"questions": [writer.sentence() for _ in range(5)]},
        "faq": {"questions": questions(writer)},
        "myths": {"myths": [{"myth": writer.sentence(), "answer": prose(writer)}] * 3},
        "differences": {
            "differences": [{"approach": one.pk, "difference": prose(writer)} for one in others]
        },
        "related": {"pages": [one.pk for one in others]},
        "glossary_term": terms[0],
        "approach_teaser": {"heading": "How we work", "approaches": [one.pk for one in others]},
    }


def others_of_ours(writer, image, author, others, concern) -> dict[str, Any]:
    """Return the blocks that all bodies may have."""
    chosen = {"image": image.pk, "alt_text": writer.words(6), "decorative": False}
    pictures = [{"image": chosen, "caption": writer.sentence()}] * 2
    return {
        "heading": {"text": writer.words(4)},
        "subheading": {"text": writer.words(4)},
        "paragraph": prose(writer, 5),
        "list": {"style": "bullets", "items": [writer.sentence() for _ in range(4)]},
        "quote": {"text": writer.sentence(), "attribution": "A client"},
        "callout": {"title": writer.words(3), "text": prose(writer)},
        "table": {"table": table(writer), "first_column_is_header": True},
        "image": pictures[0],
        "gallery": {"images": pictures},
        "vignette": {"text": prose(writer, 3), "basis": "invented"},
        "button": {"text": "Book", "url": "https://practice.example/"},
        "author_bio": {"author": author.pk, "layout": "full"},
        "team": {"heading": "Who we are", "people": [author.pk]},
        "comparison": {"caption": "", "approaches": [one.pk for one in others]},
        "concern_links": {"heading": "", "concerns": [concern.pk]},
        "crisis_lines": {"title": "If it is urgent"},
        "subscribe_form": {"heading": "By email", "text": writer.sentence()},
        "next_step": {"heading": "How to begin", "people": [author.pk]},
    }


def prose(writer, sentences=2) -> str:
    return f"<p>{' '.join(writer.sentence() for _ in range(sentences))}</p>"


def questions(writer) -> list[dict]:
    return [{"question": writer.sentence(), "answer": prose(writer, 3)} for _ in range(3)]


def table(writer) -> dict:
    columns = [{"type": "text", "heading": writer.words(1)} for _ in range(3)]
    rows = [{"values": [writer.words(2) for _ in range(3)]} for _ in range(4)]
    return {"caption": writer.words(3), "columns": columns, "rows": rows}
