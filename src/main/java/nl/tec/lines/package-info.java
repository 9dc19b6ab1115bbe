/**
 * Learning lines at schools (requirements A7 and E2): the lines that a school follows, the progress of its classes, and its plan for
 * science and technology. The lines themselves are in {@code programme}.
 */
@NullMarked
package nl.tec.lines;

import org.jspecify.annotations.NullMarked;
