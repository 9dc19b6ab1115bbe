/**
 * Documents: a PDF that everybody can read (PDF/UA) from a template, a seal of this hub on it (PAdES), and what can be said of
 * a PDF that somebody brings back. Stores files for other modules (FileStore). Independent of their contents.
 * <p>The libraries for it are large. They are loaded lazily, with the first document, so that they do not slow down the start of the
 * program.
 */
@NullMarked
package nl.tec.documents;

import org.jspecify.annotations.NullMarked;
