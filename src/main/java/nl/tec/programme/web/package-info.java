@NullMarked
package nl.tec.programme.web;

import org.jspecify.annotations.NullMarked;
