/** Pages. */
@NullMarked
package nl.tec.feedback.web;

import org.jspecify.annotations.NullMarked;
