@NullMarked
package nl.tec.programme.internal;

import org.jspecify.annotations.NullMarked;
