import type { ReactNode } from "react";

/** A column of a table, with what stands over it. */
export interface Column {
  readonly name: string;
  /** Digits stand at the end, under each other. */
  readonly number?: true;
}

/**
 * A table whose rows become small cards where there is no room beside each other.
 * @param renderCells a cell for each column, in their order
 */
export function AdminTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  renderCells,
}: {
  label: string;
  columns: readonly Column[];
  rows: readonly Row[];
  rowKey: (row: Row, index: number) => string | number;
  renderCells: (row: Row) => readonly ReactNode[];
}): ReactNode {
  return (
    <table className="pl-table">
      <caption className="ui-visually-hidden">{label}</caption>
      <thead>
        <tr>
          {columns.map(({ name, number }) => (
            <th key={name} scope="col" className={number && "pl-table__number"}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => {
          const cells = renderCells(row);
          return (
            <tr key={rowKey(row, index)}>
              {columns.map(({ name, number }, place) => (
                <td key={name} data-name={name} className={number && "pl-table__number"}>
                  {cells[place]}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
