"""Reports as PDF, set with ReportLab; import it only when one is to be made."""

from exporters.pdf.pages import PdfResult
from exporters.pdf.postmortem import write_postmortem_pdf
from exporters.report_context import PageSize, ReportContext

__all__ = ["PageSize", "PdfResult", "ReportContext", "write_postmortem_pdf"]
