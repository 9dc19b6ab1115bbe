/** The employers' register: offers of companies, requests of schools, answers, and suggestions (rules 6). */
@NullMarked
package nl.tec.employers;

import org.jspecify.annotations.NullMarked;
