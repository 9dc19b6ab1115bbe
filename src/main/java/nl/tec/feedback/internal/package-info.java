/** The implementation of feedback; no other module uses it. */
@NullMarked
package nl.tec.feedback.internal;

import org.jspecify.annotations.NullMarked;
