/** The addresses that other programs read, and the page that explains them. */
@NullMarked
package nl.tec.exchange.web;

import org.jspecify.annotations.NullMarked;
