@NullMarked
package nl.tec.venues.internal;

import org.jspecify.annotations.NullMarked;
