/** Implementation; no other module uses it. */
@NullMarked
package nl.tec.employers.internal;

import org.jspecify.annotations.NullMarked;
