/**
 * Activities that partners enter themselves (requirement A8): a partner maintains its own, a programme manager moderates them, and an
 * accepted one is in the programme like any other activity.
 */
@NullMarked
package nl.tec.submissions;

import org.jspecify.annotations.NullMarked;
