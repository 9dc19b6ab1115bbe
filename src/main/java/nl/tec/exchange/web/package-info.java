/** The addresses for other programs, and the page that documents them. */
@NullMarked
package nl.tec.exchange.web;

import org.jspecify.annotations.NullMarked;
