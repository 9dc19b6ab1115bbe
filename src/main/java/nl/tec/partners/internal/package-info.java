/** Implementation; no other module uses it. */
@NullMarked
package nl.tec.partners.internal;

import org.jspecify.annotations.NullMarked;
