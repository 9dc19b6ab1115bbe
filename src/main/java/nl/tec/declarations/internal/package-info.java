/** Implementation; no other module uses it. */
@NullMarked
package nl.tec.declarations.internal;

import org.jspecify.annotations.NullMarked;
