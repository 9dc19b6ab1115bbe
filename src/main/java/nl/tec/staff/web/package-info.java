/** The pages of the register, the roster, the own roster, and the answer to a mail. */
@NullMarked
package nl.tec.staff.web;

import org.jspecify.annotations.NullMarked;
