@NullMarked
package nl.tec.accountability.web;

import org.jspecify.annotations.NullMarked;
