/** The pages of the money: to read for the board and the municipality, to change for the programme manager and the administrator. */
@NullMarked
package nl.tec.finance.web;

import org.jspecify.annotations.NullMarked;
