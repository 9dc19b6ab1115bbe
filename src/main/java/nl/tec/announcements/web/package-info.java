/** Pages. */
@NullMarked
package nl.tec.announcements.web;

import org.jspecify.annotations.NullMarked;
