@NullMarked
package nl.tec.places.internal;

import org.jspecify.annotations.NullMarked;
