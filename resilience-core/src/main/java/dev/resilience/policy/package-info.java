/**
 * What all kinds of policy share: the kinds, the call on its way, the links of its chain.
 */
@NullMarked
package dev.resilience.policy;

import org.jspecify.annotations.NullMarked;
