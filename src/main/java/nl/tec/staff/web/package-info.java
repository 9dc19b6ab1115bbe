/** The pages of the register, the roster and a guide's own roster, and the page for answering a mail. */
@NullMarked
package nl.tec.staff.web;

import org.jspecify.annotations.NullMarked;
