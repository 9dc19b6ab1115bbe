/**
 * Activities that partners enter themselves (requirement A8): a partner keeps its own, a programme manager moderates them, and what
 * was accepted is in the programme as any other activity.
 */
@NullMarked
package nl.tec.submissions;

import org.jspecify.annotations.NullMarked;
