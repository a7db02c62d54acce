from classifier.fields.possible_amounts import are_impossible


def test_what_is_above_the_ceiling_or_out_of_proportion_cannot_be() -> None:
    assert are_impossible([20_000_000_000_000, 5]) == [True, False]
    assert are_impossible([50, 5], ceiling=10) == [True, False]
    usual = [100_000_000] * 5
    assert are_impossible([*usual, 300_000_000_000]) == [False] * 5 + [True]
    # One large program among small ones is no slip.
    assert are_impossible([*usual, 3_000_000_000]) == [False] * 6
    assert are_impossible([1, 300_000_000_000]) == [False, False]


def test_the_sum_of_many_others_is_their_total_and_no_amount() -> None:
    amounts = [100 + 7 * n for n in range(12)]
    total = sum(amounts)
    assert are_impossible([*amounts, total]) == [False] * 12 + [True]
    # A row that was not read is missing in the sum.
    assert are_impossible([*amounts[1:], round(0.995 * sum(amounts[1:]))])[-1]
    assert not any(are_impossible([*amounts, total // 2]))
    assert not any(are_impossible([*amounts[:5], sum(amounts[:5])]))
