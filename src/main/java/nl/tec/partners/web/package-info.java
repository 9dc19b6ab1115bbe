/** Pages. */
@NullMarked
package nl.tec.partners.web;

import org.jspecify.annotations.NullMarked;
