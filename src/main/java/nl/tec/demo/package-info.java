/**
 * The demo hub, TEC Deventer: real schools with a fictional programme and history, made deterministically and labelled
 * as fictional. Data that a person would enter is made through the modules; the history of years is inserted in bulk.
 * <p>No other module uses this one.
 */
@NullMarked
package nl.tec.demo;

import org.jspecify.annotations.NullMarked;
