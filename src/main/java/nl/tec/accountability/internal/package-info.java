@NullMarked
package nl.tec.accountability.internal;

import org.jspecify.annotations.NullMarked;
