def facts(findings) -> dict[str, tuple[str, str]]:
    """Return level and fact by what each is about; the advice is read by people."""
    return {finding.about: (str(finding.level), finding.fact) for finding in findings}
