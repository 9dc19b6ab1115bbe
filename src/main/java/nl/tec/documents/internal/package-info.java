/** The implementation of documents; nothing outside this module uses it. */
@NullMarked
package nl.tec.documents.internal;

import org.jspecify.annotations.NullMarked;
