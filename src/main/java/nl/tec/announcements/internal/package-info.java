/** Implementation; no other module uses it. */
@NullMarked
package nl.tec.announcements.internal;

import org.jspecify.annotations.NullMarked;
