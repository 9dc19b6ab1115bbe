/** The pages of taking part. */
@NullMarked
package nl.tec.participation.web;

import org.jspecify.annotations.NullMarked;
