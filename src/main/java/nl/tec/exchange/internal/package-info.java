/** The implementation of exchange; no other module uses it. */
@NullMarked
package nl.tec.exchange.internal;

import org.jspecify.annotations.NullMarked;
