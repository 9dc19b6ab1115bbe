/** The employers' register: what companies offer to schools, questions of schools, answers, suggestions (rules 6). */
@NullMarked
package nl.tec.employers;

import org.jspecify.annotations.NullMarked;
