/**
 * The demo hub, TEC Deventer: real schools with an invented programme and history, made deterministically and labelled
 * as invented. What a person would make it makes through the modules; the history of years it writes in bulk.
 * <p>It stands above all other modules; nothing uses it.
 */
@NullMarked
package nl.tec.demo;

import org.jspecify.annotations.NullMarked;
