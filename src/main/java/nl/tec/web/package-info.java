/**
 * The shared frame of all pages: layout, navigation, language, texts, error pages, security headers, home and first run.
 */
@NullMarked
package nl.tec.web;

import org.jspecify.annotations.NullMarked;
