/** The implementation of the hub module; nothing outside this module uses it. */
@NullMarked
package nl.tec.hub.internal;

import org.jspecify.annotations.NullMarked;
