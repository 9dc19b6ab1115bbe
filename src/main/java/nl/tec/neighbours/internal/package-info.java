@NullMarked
package nl.tec.neighbours.internal;

import org.jspecify.annotations.NullMarked;
