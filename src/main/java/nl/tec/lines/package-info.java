/**
 * Learning lines at schools (requirements A7 and E2): which lines a school follows, how far each class is, and the school's plan for
 * science and technology. The lines themselves are of {@code programme}.
 */
@NullMarked
package nl.tec.lines;

import org.jspecify.annotations.NullMarked;
