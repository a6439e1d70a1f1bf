/**
 * Makes the running application's provider ill in one way after the other, under load,
 * and looks whether all is as before when it is well again.
 */
@NullMarked
package dev.resilience.reliability.campaign;

import org.jspecify.annotations.NullMarked;
