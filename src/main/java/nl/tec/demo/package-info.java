/**
 * The demo hub, TEC Deventer: real schools with an invented programme and history, made deterministically and labelled
 * as invented. It uses the other modules as a person would; nothing uses it.
 */
@NullMarked
package nl.tec.demo;

import org.jspecify.annotations.NullMarked;
