/** Implementation; no other module uses it. */
@NullMarked
package nl.tec.privacy.internal;

import org.jspecify.annotations.NullMarked;
