/** Pages. */
@NullMarked
package nl.tec.privacy.web;

import org.jspecify.annotations.NullMarked;
