/**
 * Documents: a PDF that everybody can read (PDF/UA) from a template, a seal of this hub on it (PAdES), and what can be said of
 * a PDF that somebody brings back. Keeps the bytes of files for the modules that have them (FileStore). Knows nothing of what is in them.
 * <p>The libraries for it are large. None of them is touched before the first document is made, so that the program starts as
 * fast as without.
 */
@NullMarked
package nl.tec.documents;

import org.jspecify.annotations.NullMarked;
