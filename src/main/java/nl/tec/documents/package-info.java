/**
 * Documents: an accessible PDF (PDF/UA) from a template, a seal of this hub on it (PAdES), and the verification of a PDF that somebody
 * brings back. Independent of the content of documents.
 * <p>The libraries for it are large. They are loaded lazily, with the first document, so that they do not slow down the start of the
 * program.
 */
@NullMarked
package nl.tec.documents;

import org.jspecify.annotations.NullMarked;
